/** What is written to the process that decodes comes out as it went in, in whatever pieces the pipe brings it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, FrameReader, writtenFrame } from '../../../src/media/decoder/frames.ts';

const frame = fc.record({
  head: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
  bytes: fc.uint8Array({ maxLength: 200 }),
});

test('frames come out whole and in order, however they are cut', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 5 }), fc.infiniteStream(fc.nat(40)), (frames, lengths) => {
      const reader = new FrameReader();
      const found: Frame[] = [];
      let rest = Buffer.concat(frames.flatMap(writtenFrame));
      while (rest.byteLength > 0) {
        const length = lengths.next().value + 1;
        found.push(...reader.push(rest.subarray(0, length)));
        rest = rest.subarray(length);
      }
      expect(found.map(({ head, bytes }) => ({ head, bytes: [...bytes] }))).toEqual(
        frames.map(({ head, bytes }) => ({ head, bytes: [...bytes] })),
      );
    }),
  );
});

test('what is no frame of ours is refused before memory is taken for it', () => {
  expect(() => new FrameReader().push(Buffer.from('ffffffffffffffff', 'hex'))).toThrow('none of ours');
  expect(() => new FrameReader().push(Buffer.from('<html>\n<head>'))).toThrow('none of ours');
});
