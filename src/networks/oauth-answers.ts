/** What networks answer to a request for tokens, as RFC 6749 has it. */

/**
 * LinkedIn says no `token_type`, and parts scopes by commas; TikTok has a name of its own for the end of a refresh token, and
 * may refuse with status 200. What tells who somebody is (OpenID) is not used.
 */
export async function conforming(response: Response): Promise<Response> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null) return response;
  if (!response.ok) return graphRefusal(body) ?? plainRefusal(response, body) ?? response;
  const { id_token: _, scope, refresh_expires_in, refresh_token, ...rest } = body as Record<string, unknown>;
  if (typeof rest.error === 'string' && !('access_token' in rest))
    return Response.json(rest, { status: 400 });
  const scopes = typeof scope === 'string' ? { scope: scope.replaceAll(',', ' ') } : {};
  const ends = typeof refresh_expires_in === 'number' && { refresh_token_expires_in: refresh_expires_in };
  // An empty one is none: what is kept stays.
  const renewing = refresh_token !== '' && refresh_token !== undefined && { refresh_token };
  const told = { token_type: 'bearer', ...rest, ...renewing, ...ends, ...scopes };
  return Response.json(told, { status: response.status });
}

/**
 * Meta's refusals are of another form; those of a token or a code (190, 100) say that it does not do any more, where the
 * words do not tell of the app.
 */
function graphRefusal(body: object): Response | undefined {
  const { error } = body as { error?: { message?: unknown; code?: unknown } };
  if (typeof error !== 'object' || error === null) return undefined;
  const isOver = error.code === 190 || error.code === 100;
  const ofGrant = isOver ? 'invalid_grant' : 'invalid_request';
  const told = { error: isOfApp(error) ? 'invalid_client' : ofGrant, error_description: `${error.message}` };
  return Response.json(told, { status: 400 });
}

/** "Error validating client secret", "Error validating application" (101). */
function isOfApp({ code, message }: { code?: unknown; message?: unknown }): boolean {
  return code === 101 || /client[_ ]secret|validating application/i.test(String(message));
}

/**
 * Pinterest's are of yet another form, and some of Reddit's, whose `error` is the status: of what was refused as it came,
 * the code or the refresh token is not taken.
 */
function plainRefusal(response: Response, body: object): Response | undefined {
  const isPinterests = 'code' in body && !('error' in body);
  const isReddits = 'error' in body && body.error === response.status;
  if (!('message' in body) || !(isPinterests || isReddits)) return undefined;
  const error = { 400: 'invalid_grant', 401: 'invalid_client' }[response.status];
  if (error === undefined) return undefined;
  return Response.json({ error, error_description: String(body.message) }, { status: response.status });
}
