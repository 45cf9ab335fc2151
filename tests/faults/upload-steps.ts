/** The requests by which each network is given a video, by name and in their order; `show` is the one that others see. */
import type { Call } from '../networks/servers/server.ts';
import type { Target } from './targets.ts';

export type UploadStep = 'begin' | 'piece' | 'end' | 'look' | 'show';

/** Which of them it is; never `show`, which is what publishes. */
export function uploadStepOf(target: Target, call: Call): UploadStep | undefined {
  const { method, path, query } = call;
  // Facebook gives all of an upload to one address.
  const phase = target === 'face' ? call.body.subarray(0, HEAD).toString('latin1') : '';
  const asked = `${method} ${path}?${query} ${phase}`;
  return STEPS.find((step) => REQUESTS[target]?.[step]?.test(asked));
}

/** Telegram is given a video with the post itself; with the last of it TikTok publishes. */
const REQUESTS: Partial<Record<Target, Partial<Record<UploadStep, RegExp>>>> = {
  x: {
    begin: /^POST \/2\/media\/upload\/initialize\?/,
    ...{ piece: /^POST .*\/append\?/, end: /^POST .*\/finalize\?/, look: /^GET \/2\/media\/upload\?/ },
  },
  face: {
    begin: /^POST .*\/videos\?.*upload_phase\W+(name=)?start/s,
    piece: /^POST .*\/videos\?.*upload_phase\W+transfer/s,
    end: /^POST .*\/videos\?.*upload_phase\W+finish/s,
    look: /^GET .*[?&]fields=status%2Cpublished/,
  },
  thr: { begin: /^POST .*\/threads\?/, look: /^GET .*[?&]fields=status%2C/ },
  gram: { begin: /^POST .*\/media\?/, look: /^GET .*[?&]fields=status_code%2C/ },
  tube: {
    ...{ begin: /^POST \/upload\//, piece: /^PUT \/upload\// },
    look: /^GET \/youtube\/v3\/videos\?/,
  },
  link: {
    begin: /^POST \/rest\/videos\?action=initializeUpload/,
    ...{ piece: /^PUT \/upload\//, end: /^POST \/rest\/videos\?action=finalizeUpload/ },
    look: /^GET \/rest\/videos\//,
  },
  pin: { begin: /^POST \/v5\/media\?/, piece: /^POST \/bucket\//, look: /^GET \/v5\/media\// },
  mast: { piece: /^POST \/api\/v2\/media\?/, look: /^GET \/api\/v1\/media\// },
  sky: {
    begin: /^GET .*\.server\.getServiceAuth\?.*uploadBlob/,
    ...{ piece: /^POST .*\.video\.uploadVideo\?/, look: /^GET .*\.video\.getJobStatus\?/ },
  },
  tok: { begin: /^POST .*\/video\/init\/\?/, look: /^POST .*\/status\/fetch\/\?/ },
  tele: {},
};

const STEPS: readonly UploadStep[] = ['begin', 'piece', 'end', 'look', 'show'];

/** All that there are. */
export const UPLOAD_STEPS: readonly { target: Target; step: UploadStep }[] = (
  Object.keys(REQUESTS) as Target[]
).flatMap((target) =>
  STEPS.filter((step) => step === 'show' || REQUESTS[target]?.[step]).map((step) => ({ target, step })),
);

/** Bytes in which a form says its phase. */
const HEAD = 1_024;
