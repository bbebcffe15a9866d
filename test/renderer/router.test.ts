import { describe, expect, it } from 'vitest';
import { linkTo, parseHash, takeToken } from '../../renderer/app/router.ts';

describe('addresses of pages', () => {
  it('a link leads to where it was made for, whatever is in its names', () => {
    const link = linkTo('rules', ['a/b ?#%', 7], { search: 'ä & b=c', empty: '', none: null });
    expect(parseHash(link)).toEqual({ page: 'rules', segments: ['a/b ?#%', '7'], query: { search: 'ä & b=c' } });
  });

  it('a link without a query has no question mark', () => {
    expect(linkTo('files', [123])).toBe('#/files/123');
  });

  it('what names no page of ours is nowhere', () => {
    for (const hash of ['', '#', '#/', '#/nothing', '#files-x', '#token=abc']) expect(parseHash(hash), hash).toBeNull();
  });

  it('a segment that is no valid encoding stays as it is', () => {
    expect(parseHash('#/files/100%')?.segments).toEqual(['100%']);
  });
});

describe('the token of the first address', () => {
  it('is taken out, and nothing of it stays in the address', () => {
    expect(takeToken('#token=s3cret~-_.')).toEqual({ token: 's3cret~-_.', hash: '' });
  });

  it('may come with a page to go to', () => {
    expect(takeToken(`#token=abc&to=${encodeURIComponent('/rules/new')}`)).toEqual({
      token: 'abc',
      hash: '#/rules/new',
    });
  });

  it('leads to no other place than a page', () => {
    expect(takeToken(`#token=abc&to=${encodeURIComponent('https://example.org')}`).hash).toBe('');
  });

  it('an address without one is left alone', () => {
    expect(takeToken('#/files/1')).toEqual({ token: null, hash: '#/files/1' });
  });
});
