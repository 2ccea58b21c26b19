import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultVenv } from '../python';
import { checkWithCfnLint } from './cfnLint';

jest.setTimeout(300_000);

const python = join(defaultVenv, 'bin/python');

if (existsSync(python)) {
  it('cfn-lint finds a mistake in each region, and a type only where AWS does not offer it', async () => {
    const template = (region: string) =>
      JSON.stringify({
        Resources: {
          Topic: {
            Type: 'AWS::SNS::Topic',
            Properties: { TopicName: `topic-${region}`, Colour: 'red' },
          },
          Manifest: {
            Type: 'AWS::IoTFleetWise::DecoderManifest',
            Properties: {
              Name: 'manifest',
              ModelManifestArn: 'arn:aws:iotfleetwise:::model-manifest/x',
            },
          },
        },
      });
    const regions = ['us-east-1', 'eu-west-2'];
    const { findings } = await checkWithCfnLint(
      python,
      Object.fromEntries(
        regions.map(region => [region, { control: template(region) }]),
      ),
    );
    expect(
      findings.map(({ name, rule, regions: found }) => [name, rule, found]),
    ).toEqual(
      expect.arrayContaining([
        ['control', 'E3002', regions],
        ['control', 'E3006', ['eu-west-2']],
      ]),
    );
    expect(findings).toHaveLength(2);
  });
} else {
  it.todo('cfn-lint finds a mistake: .venv is not installed');
}
