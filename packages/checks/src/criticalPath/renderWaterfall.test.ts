import { parseTemplate } from '@streamflix/cdk-app/template';
import { renderWaterfall } from './renderWaterfall';
import { timelineOf } from './Timeline';

const timeline = timelineOf(
  parseTemplate(
    JSON.stringify({
      Resources: {
        Key: { Type: 'AWS::KMS::Key' },
        Vpc: { Type: 'AWS::EC2::VPC' },
        TheServiceThatAnswersTheContentApi: {
          Type: 'AWS::ECS::Service',
          DependsOn: 'Key',
        },
      },
    }),
  ),
);
const needs = new Map([
  [
    'TheServiceThatAnswersTheContentApi',
    [
      { need: 'permissions', ids: ['Key', 'Vpc'], missing: ['Vpc'] },
      { need: 'log group', ids: ['Key'], missing: [] },
    ],
  ],
]);

describe('the waterfall', () => {
  it('shows start, end, bar, name and type of each resource, the critical ones marked without colour', () => {
    const [, , key] = renderWaterfall(timeline, { width: 100, needs });
    expect(key).toMatch(/^\* +0 +60 █+ +Key +KMS::Key$/);
    const [, vpc] = renderWaterfall(timeline, { width: 100, needs });
    expect(vpc).toMatch(/^ +0 +15 ░+ +Vpc +EC2::VPC$/);
  });

  it('begins a bar where what it waits for ends', () => {
    const [, , key, service] = renderWaterfall(timeline, { width: 100, needs });
    expect(service.indexOf('█')).toBe(key.lastIndexOf('█') + 1);
  });

  it('says what a service waits for with the second it is there, and what it does not wait for', () => {
    const text = renderWaterfall(timeline, { width: 100, needs }).join('\n');
    expect(text).toContain('waits for permissions: Key (60)');
    expect(text).toContain('DOES NOT WAIT for permissions: Vpc');
    expect(text).not.toContain('DOES NOT WAIT for log group');
  });

  it.each([60, 80, 120, 200])('fits a terminal of %i columns', width => {
    const lines = renderWaterfall(timeline, { width, needs });
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(
      width,
    );
  });

  it('emphasises critical lines alone', () => {
    const lines = renderWaterfall(timeline, {
      width: 100,
      needs,
      emphasise: line => `<${line}>`,
    });
    expect(lines.filter(line => line.startsWith('<'))).toEqual([
      expect.stringContaining('Key'),
      expect.stringContaining('TheService'),
    ]);
  });
});
