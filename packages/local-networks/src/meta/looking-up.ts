/** What an id leads to on Threads and Instagram, where one call gets containers, posts and what others wrote. */
import type { Call } from './http.ts';
import type { Container, Post, Remark, State } from './state.ts';

export interface Shown {
  container(state: State, container: Container, call: Call): unknown;
  /** Undefined where what others wrote is not got by this call. */
  remark?(state: State, remark: Remark, call: Call): unknown;
  post(state: State, post: Post, call: Call): unknown;
  /** Of what is not there, or is not to be seen yet. */
  missing(id: string): Error;
}

export function lookUp(state: State, call: Call, shown: Shown): unknown {
  const id = call.params.id ?? '';
  const container = state.containers.get(id);
  if (container) return shown.container(state, container, call);
  const remark = state.remarks.get(id);
  if (remark && shown.remark) return shown.remark(state, remark, call);
  const post = state.posts.get(id);
  if (!post || !state.isListed(post)) throw shown.missing(id);
  return shown.post(state, post, call);
}
