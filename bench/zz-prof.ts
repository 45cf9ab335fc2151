import { startSlack, slackEnvironment, runBot, services, embedded, teamFile, SLACK } from '/work/main/bench/support/world.ts';
import { setTimeout as pause } from 'node:timers/promises';
const place = process.argv[2]==='embedded'? await embedded(): await services(); const slack = await startSlack();
const bot = await runBot('all', { ...place.environment, ...slackEnvironment(slack), TEAM_FILE: await teamFile('http://127.0.0.1:9/') });
const person = slack.as(SLACK.user);
const waits:number[]=[]; const asked=[];
const rate=Number(process.argv[3]??100);
const t0=performance.now();
for (let n=0;n<rate*8;n++){ const w=t0+n*1000/rate-performance.now(); if(w>0) await pause(w); asked.push(person.command('bench','/help').then((o)=>waits.push(o.acknowledgedAfterMs??-1))); }
await Promise.all(asked); waits.sort((a,b)=>a-b);
console.log('p50',waits[waits.length>>1],'p99',waits[Math.floor(waits.length*0.99)], slack.traffic().counts);
await bot.stop(); await slack.stop(); await place.remove(); process.exit(0);
