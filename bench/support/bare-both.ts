/** Bare Bolt and bare discord.js, connected in one process and idle. */
import './bare-slack.ts';
import './bare-discord.ts';
