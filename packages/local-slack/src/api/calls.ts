/**
 * What each Web API method that is served takes, by the types of Slack's own client: `npm run specs` makes
 * `specs/arguments.json` of it, the names alone, since most of a call is strings in a form.
 */
import type {
  AppsConnectionsOpenArguments,
  AuthTeamsListArguments,
  AuthTestArguments,
  BotsInfoArguments,
  ChatDeleteArguments,
  ChatGetPermalinkArguments,
  ChatPostEphemeralArguments,
  ChatPostMessageArguments,
  ChatUpdateArguments,
  ConversationsArchiveArguments,
  ConversationsCreateArguments,
  ConversationsHistoryArguments,
  ConversationsInfoArguments,
  ConversationsInviteArguments,
  ConversationsJoinArguments,
  ConversationsKickArguments,
  ConversationsListArguments,
  ConversationsMembersArguments,
  ConversationsOpenArguments,
  ConversationsRenameArguments,
  ConversationsRepliesArguments,
  ConversationsSetTopicArguments,
  FilesCompleteUploadExternalArguments,
  FilesGetUploadURLExternalArguments,
  FilesInfoArguments,
  PinsAddArguments,
  ReactionsAddArguments,
  UsergroupsListArguments,
  UsergroupsUsersListArguments,
  UsersInfoArguments,
  UsersListArguments,
  ViewsOpenArguments,
  ViewsPublishArguments,
  ViewsPushArguments,
  ViewsUpdateArguments,
} from '@slack/web-api';
export interface Calls {
  'apps.connections.open': AppsConnectionsOpenArguments;
  'auth.teams.list': AuthTeamsListArguments;
  'auth.test': AuthTestArguments;
  'bots.info': BotsInfoArguments;
  'chat.delete': ChatDeleteArguments;
  'chat.getPermalink': ChatGetPermalinkArguments;
  'chat.postEphemeral': ChatPostEphemeralArguments;
  'chat.postMessage': ChatPostMessageArguments;
  'chat.update': ChatUpdateArguments;
  'conversations.archive': ConversationsArchiveArguments;
  'conversations.create': ConversationsCreateArguments;
  'conversations.history': ConversationsHistoryArguments;
  'conversations.info': ConversationsInfoArguments;
  'conversations.invite': ConversationsInviteArguments;
  'conversations.join': ConversationsJoinArguments;
  'conversations.kick': ConversationsKickArguments;
  'conversations.list': ConversationsListArguments;
  'conversations.members': ConversationsMembersArguments;
  'conversations.open': ConversationsOpenArguments;
  'conversations.rename': ConversationsRenameArguments;
  'conversations.replies': ConversationsRepliesArguments;
  'conversations.setTopic': ConversationsSetTopicArguments;
  'files.completeUploadExternal': FilesCompleteUploadExternalArguments;
  'files.getUploadURLExternal': FilesGetUploadURLExternalArguments;
  'files.info': FilesInfoArguments;
  'pins.add': PinsAddArguments;
  'reactions.add': ReactionsAddArguments;
  'usergroups.list': UsergroupsListArguments;
  'usergroups.users.list': UsergroupsUsersListArguments;
  'users.info': UsersInfoArguments;
  'users.list': UsersListArguments;
  'views.open': ViewsOpenArguments;
  'views.publish': ViewsPublishArguments;
  'views.push': ViewsPushArguments;
  'views.update': ViewsUpdateArguments;
}
