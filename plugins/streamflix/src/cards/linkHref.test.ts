/* eslint-disable no-script-url */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { linkHref } from './linkHref';

describe('linkHref', () => {
  it('accepts complete https addresses', () => {
    expect(
      linkHref('https://a1.execute-api.eu-west-2.amazonaws.com/prod?a=1', {
        localAws: false,
      }),
    ).toBe('https://a1.execute-api.eu-west-2.amazonaws.com/prod?a=1');
  });

  it('accepts http addresses only of local AWS', () => {
    const address = 'http://127.0.0.1:4566/restapis/a1/prod';
    expect(linkHref(address, { localAws: true })).toBe(address);
    expect(linkHref(address, { localAws: false })).toBeUndefined();
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://portal.example/1',
    'file:///etc/passwd',
    '//evil.example',
    '/create',
    'evil.example',
    'https://a1.execute-api.eu-west-2.amazonaws.com@evil.example',
    'https://',
    '',
  ])('refuses %j with and without local AWS', address => {
    expect(linkHref(address, { localAws: false })).toBeUndefined();
    expect(linkHref(address, { localAws: true })).toBeUndefined();
  });

  it('is used by the only component that links out of Backstage; one other links within', () => {
    const source = resolve(__dirname, '..');
    const linking = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(name => /(?<!\.test)\.tsx$/.test(name))
      .filter(name => {
        const text = readFileSync(resolve(source, name), 'utf8');
        return /target="_blank"|<a\b|<Link\b|window\.open/.test(text);
      });
    expect(linking).toEqual([
      'cards/ExternalLink.tsx',
      'components/PageLink.tsx',
    ]);
  });
});
