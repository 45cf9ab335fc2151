import { describe, expect, it } from 'vitest';
import { address } from '../../src/networks/address.ts';

const schema = address('Where.');

describe('the address of an account', () => {
  it.each(['https://example.org', 'http://localhost:3000', 'http://127.0.0.1:1', 'http://[::1]:2583/'])(
    'may be %s',
    (value) => {
      expect(schema.safeParse(value).success).toBe(true);
    },
  );

  it.each([
    'example.org',
    'http://example.org',
    'http://127.0.0.1.example.org',
    'ftp://example.org',
    'https://a:b@example.org',
    '',
  ])('may not be %s', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it('loses its last slash', () => {
    expect(schema.parse(' https://example.org/a/ ')).toBe('https://example.org/a');
  });
});
