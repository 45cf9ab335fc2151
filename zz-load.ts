import { spawn } from 'node:child_process';
import { createServer, Agent, request } from 'node:http';
import { createHmac } from 'node:crypto';
const sink = createServer((q, r) => { q.resume(); r.setHeader('content-type','application/json'); r.end('{"ok":true}'); });
await new Promise<void>((d) => sink.listen(0, '127.0.0.1', d));
const sinkUrl = `http://127.0.0.1:${(sink.address() as any).port}`;
const agent = new Agent({ keepAlive: true });
let n = 0;
function once(port: number): Promise<number> {
  const body = new URLSearchParams({ command: '/note', text: 'new text:"hello world"', channel_id: 'C', user_id: 'U', team_id: 'T', trigger_id: `t${++n}`, response_url: `${sinkUrl}/r` }).toString();
  const ts = Math.floor(Date.now() / 1000);
  const signature = 'v0=' + createHmac('sha256', 's').update(`v0:${ts}:${body}`).digest('hex');
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const q = request({ port, host: '127.0.0.1', path: '/slack/events', method: 'POST', agent, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': ts, 'x-slack-signature': signature, 'content-length': Buffer.byteLength(body) } }, (r) => { r.resume(); r.on('end', () => r.statusCode === 200 ? resolve(performance.now() - start) : reject(new Error(String(r.statusCode)))); });
    q.on('error', reject); q.end(body);
  });
}
async function run(mode: string, seconds: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', '/tmp/ack-server.ts', mode, `${sinkUrl}/api/`], { cwd: '/work/main', stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((d) => child.stdout.once('data', (x) => d(Number(x))));
  const go = async (count: number) => { const all: Promise<number>[] = []; const t0 = performance.now(); for (let i = 0; i < count; i++) { const due = t0 + i * 5; const w = due - performance.now(); if (w > 0) await new Promise((d) => setTimeout(d, w)); all.push(once(port)); } return (await Promise.all(all)).sort((a, b) => a - b); };
  await go(400);
  const r = await go(200 * seconds);
  child.kill();
  const q = (p: number) => r[Math.floor(r.length * p)]?.toFixed(2);
  console.log(mode, 'p50', q(0.5), 'p90', q(0.9), 'p99', q(0.99));
}
for (let i = 0; i < 3; i++) { await run('bare', 6); await run('ours', 6); }
sink.close(); agent.destroy();
