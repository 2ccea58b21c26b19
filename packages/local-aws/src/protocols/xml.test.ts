import { buildXml } from './xml';

describe('an XML response', () => {
  it('escapes text and attributes, and leaves the quotes of a text as AWS does', () => {
    expect(buildXml('Root', { '@of': '"a" & <b>', Text: '"a" & <b>' })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Root of="&quot;a&quot; &amp; &lt;b&gt;"><Text>"a" &amp; &lt;b&gt;</Text></Root>',
    );
  });

  it('repeats the element of a list, keeps an empty one, and omits an absent one', () => {
    expect(
      buildXml('Root', {
        Each: [1, { Name: false }],
        Empty: '',
        Absent: undefined,
      }),
    ).toContain(
      '<Root><Each>1</Each><Each><Name>false</Name></Each><Empty></Empty></Root>',
    );
  });
});
