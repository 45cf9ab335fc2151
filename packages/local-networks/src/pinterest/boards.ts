/** Who the token is, their boards, and what stands on one. */
import type { Call, Operation } from './call.ts';
import { invalid } from './error.ts';
import { shownPin } from './pins.ts';

export const userAccount: Operation = ({ state, token }) => {
  state.checkScopes(token, 'user_accounts:read');
  const { id, username } = state.userOf(token);
  return { status: 200, body: { id, username, account_type: 'BUSINESS' } };
};

export const listBoards: Operation = (call) => {
  const { state, token } = call;
  state.checkScopes(token, 'boards:read');
  const open = state
    .userOf(token)
    .boards.filter(({ privacy }) => privacy !== 'SECRET' || token.scopes.includes('boards:read_secret'));
  const boards = open.map((board) => ({
    ...{
      privacy: 'PUBLIC',
      is_ads_only: false,
      description: null,
      owner: { username: state.userOf(token).username },
    },
    ...board,
  }));
  return { status: 200, body: paged(call, boards) };
};

export const listPins: Operation = (call) => {
  const { state, token, params } = call;
  state.checkScopes(token, 'boards:read', 'pins:read');
  const board = state.boardOf(token, params.board ?? '');
  const { listedAfter = 0 } = state.world;
  const listed = [...state.pins.values()].filter(
    (pin) => pin.board === board.id && state.now - pin.createdAt >= listedAfter,
  );
  return { status: 200, body: paged(call, listed.reverse().map(shownPin)) };
};

/** A bookmark stands for where the next page begins; at the end there is none. */
function paged<Item>({ state, query }: Call, items: Item[]): { items: Item[]; bookmark: string | null } {
  const size = Number(query.page_size ?? 25);
  if (!Number.isInteger(size) || size < 1 || size > 250)
    throw invalid('page_size must be between 1 and 250.');
  const most = Math.min(size, state.world.page ?? 250);
  const from = query.bookmark === undefined ? 0 : Number(Buffer.from(query.bookmark, 'base64url').toString());
  if (!Number.isInteger(from)) throw invalid('Invalid bookmark.');
  const rest = items.slice(from);
  return {
    items: rest.slice(0, most),
    bookmark: rest.length > most ? Buffer.from(String(from + most)).toString('base64url') : null,
  };
}
