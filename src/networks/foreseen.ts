/**
 * A connection as the app holds it: whatever a network's code throws that is no `NetworkError`, by a fault of ours or for an
 * answer that nobody foresaw, counts as an answer that did not come. Else a delivery would be tried for ever, and
 * nobody told.
 */
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import { type Connection, NetworkError, type NetworkErrorReason } from './network.ts';

/** `title`: the network's, as people write it. */
export function foreseen(title: string, connection: Connection, log: Log): Connection {
  /** `lost`, where it may have done something. */
  const guard = <Given extends unknown[], Answer>(
    reason: NetworkErrorReason,
    act: (...given: Given) => Promise<Answer>,
  ) => {
    return async (...given: Given): Promise<Answer> => {
      try {
        return await act.apply(connection, given);
      } catch (error) {
        if (error instanceof NetworkError) throw error;
        log.error({ err: error, network: title }, 'a network failed in an unforeseen way');
        throw new NetworkError(reason, t('{network}: something unforeseen happened.', { network: title }), {
          remedy: t('It stands in the log.'),
          cause: error,
        });
      }
    };
  };
  const {
    contract,
    costs,
    choices,
    prepare,
    preflight,
    requirements,
    find,
    edit,
    read,
    source,
    metrics,
    granter,
    close,
  } = connection;
  return {
    limits: guard('unreachable', connection.limits),
    ...(contract && { contract: contract.bind(connection) }),
    ...(costs && { costs }),
    ...(choices && { choices: guard('unreachable', choices) }),
    ...(requirements && { requirements: guard('unreachable', requirements) }),
    ...(preflight && { preflight: preflight.bind(connection) }),
    ...(prepare && { prepare: prepare.bind(connection) }),
    publish: guard('lost', connection.publish),
    ...(find && { find: guard('unreachable', find) }),
    ...(edit && { edit: guard('lost', edit) }),
    ...(read && { read: guard('unreachable', read) }),
    ...(connection.isReadForMoney && { isReadForMoney: true }),
    remove: guard('lost', connection.remove),
    ...(source && {
      source: {
        read: guard('unreachable', source.read.bind(source)),
        ...(source.lookUp && { lookUp: guard('unreachable', source.lookUp.bind(source)) }),
        ...(source.withheld && { withheld: guard('unreachable', source.withheld.bind(source)) }),
      },
    }),
    ...(metrics && { metrics: guard('unreachable', metrics) }),
    identify: guard('unreachable', connection.identify),
    ...(granter && { granter: guard('unreachable', granter) }),
    ...(close && { close: close.bind(connection) }),
  };
}
