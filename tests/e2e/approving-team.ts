/**
 * The town's team with rules of approval. On the web two steps: any approver, then both named ones. To Slack's #news two
 * approvers. To Discord's #news no step counts. Cara may veto; Lea may approve alone. Dan is one person in both chats.
 */
import { DISCORD, SLACK, TEAM } from './town.ts';

export const APPROVING_TEAM = `${TEAM.replace(
  'roles:\n',
  `  - { name: Ben Approver, slack: ${SLACK.ben} }
  - { name: Cara Counsel, discord: "${DISCORD.cara}" }
  - { name: Dan Double, slack: ${SLACK.dan}, discord: "${DISCORD.dan}" }
roles:
`,
)}approval:
  expires_after: 2d
  steps:
    - { name: Editorial, by: [approver], targets: [web] }
    - { name: Legal, by: [Cara Counsel, Lea Lead], need: all, targets: [web] }
    - { name: Pair, by: [approver], need: 2, targets: [slack-news] }
  veto: [Cara Counsel]
  reminders:
    - { after: 1h }
    - { after: 4h, to: [Ben Approver] }
  emergency: [Lea Lead]
`;
