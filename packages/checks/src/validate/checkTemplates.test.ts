import {
  offeredRegions,
  withheldRegions,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { checkRegions } from './checkTemplates';

const regions = Object.fromEntries([
  ...offeredRegions.map(region => [
    region,
    { zones: region === 'us-west-1' ? 2 : 3, known: true },
  ]),
  ...Object.keys(withheldRegions).map(region => [
    region,
    { zones: 3, known: false },
  ]),
]);

const findingsWith = (
  change: Record<string, { zones: number; known: boolean }>,
) =>
  checkRegions({ ...regions, ...change }).flatMap(({ what, findings }) =>
    findings.map(finding => `${what}: ${finding}`),
  );

describe('the findings about regions', () => {
  it('stands when cfn-lint knows the same', () => {
    expect(findingsWith({})).toEqual([]);
  });

  it.each([
    [
      'of a region without a decision',
      { 'xy-central-1': { zones: 3, known: true } },
      'xy-central-1: It is new: offer it in regions.ts, or withhold it.',
    ],
    [
      'of a withheld region cfn-lint has come to know',
      { 'me-south-1': { zones: 3, known: true } },
      'me-south-1: cfn-lint knows it by now: offer it in regions.ts.',
    ],
    [
      'of an offered region cfn-lint knows no longer',
      { 'eu-west-2': { zones: 3, known: false } },
      'eu-west-2: It is offered, and cfn-lint does not know what is there.',
    ],
    [
      'of a region with fewer zones than a form may ask for, without documented zones',
      { 'mx-central-1': { zones: 2, known: true } },
      'mx-central-1: It has 2 zones: add them to zoneFacts.ts.',
    ],
  ])('does not stand %s', (_, change, finding) => {
    expect(findingsWith(change)).toEqual([finding]);
  });
});
