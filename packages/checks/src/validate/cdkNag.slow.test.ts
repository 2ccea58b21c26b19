import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { acknowledge } from '@streamflix/cdk-app/lib/acknowledge';
import { anyInput } from '@streamflix/cdk-app/lib/properties/__testUtils__/anyInput';
import { settle } from '@streamflix/cdk-app/lib/properties/__testUtils__/settle';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { checkWithCdkNag } from './cdkNag';
import { specOf, templateOf, withApp } from './templates';
import { variants } from '@streamflix/cdk-app/synth/variants';

jest.setTimeout(120_000);

function check(change: (app: App) => void) {
  const spec = specOf('video-pipeline');
  if (Array.isArray(spec)) throw new Error(JSON.stringify(spec));
  return withApp(spec, app => {
    change(app);
    return checkWithCdkNag(app);
  });
}

const stackOf = (app: App) => app.node.findChild('Environment');
const openPort = (app: App) =>
  new CfnSecurityGroup(stackOf(app), 'Open', {
    groupDescription: 'open',
    securityGroupIngress: [
      { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' },
    ],
  });

const opened = { id: 'AwsSolutions-EC23', resource: 'Environment/Open' };

describe('the result of cdk-nag', () => {
  it('reports what was not acknowledged', () => {
    const { findings } = check(openPort);
    expect(findings).toEqual([expect.objectContaining(opened)]);
  });

  it('accepts it once it has a reason', () => {
    const { findings, acknowledged, stale } = check(app =>
      acknowledge(openPort(app), { [opened.id]: 'The test wants it open.' }),
    );
    expect({ findings, stale }).toEqual({ findings: [], stale: [] });
    expect(acknowledged).toContainEqual({
      ...opened,
      text: 'The test wants it open.',
    });
  });

  it('refuses to acknowledge what is not found', () => {
    const { stale } = check(app =>
      acknowledge(openPort(app), {
        [opened.id]: 'The test wants it open.',
        'AwsSolutions-RDS10': 'There is no database here.',
      }),
    );
    expect(stale).toEqual([
      {
        id: 'AwsSolutions-RDS10',
        resource: 'Environment/Open',
        text: 'There is no database here.',
      },
    ]);
  });

  it('refuses to acknowledge for all that lies below', () => {
    const { stale } = check(app => {
      openPort(app);
      acknowledge(stackOf(app), { [opened.id]: 'All of it.' });
    });
    expect(stale).toEqual([
      { id: opened.id, resource: 'Environment', text: 'All of it.' },
    ]);
  });

  it('leaves the template as it is', () => {
    const spec = specOf('complete');
    if (Array.isArray(spec)) throw new Error(JSON.stringify(spec));
    const template = withApp(spec, templateOf);
    expect(template).not.toMatch(/AwsSolutions|cdk_nag|acknowledged/);
  });

  it.each(Object.entries(variants))(
    'finds nothing unacknowledged, and no needless acknowledgement, in complete with %s',
    (_, overrides) => {
      const spec = specOf('complete', overrides);
      if (Array.isArray(spec)) throw new Error(JSON.stringify(spec));
      const { findings, stale } = withApp(spec, checkWithCdkNag);
      expect({ findings, stale }).toEqual({ findings: [], stale: [] });
    },
  );

  it.each(blueprintIds)('finds nothing more in any valid %s', blueprint => {
    let checked = 0;
    fc.assert(
      fc.property(anyInput(blueprint), raw => {
        const { spec } = settle(blueprint, raw);
        fc.pre(spec !== undefined);
        const { findings, stale } = withApp(spec!, checkWithCdkNag);
        checked++;
        expect({ findings, stale }).toEqual({ findings: [], stale: [] });
      }),
      { numRuns: 25 },
    );
    expect(checked).toBe(25);
  });
});
