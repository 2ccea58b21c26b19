import { styleText } from 'node:util';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { Command } from 'commander';
import { renderWaterfall } from './criticalPath/renderWaterfall';
import { startNeeds } from './criticalPath/startNeeds';
import { timelineOf } from './criticalPath/Timeline';
import { runCommand } from './runCommand';
import { synthesizeBlueprint, type BlueprintFlags } from '@streamflix/cli';

/* `yarn critical-path <blueprint>`: creation time of an environment, and its critical path. */
async function criticalPath(
  blueprint: string,
  { json, ...flags }: BlueprintFlags & { json?: boolean },
): Promise<number> {
  const { templateBody } = await synthesizeBlueprint(blueprint, flags);
  const template = parseTemplate(templateBody);
  const timeline = timelineOf(template);
  const { graph, steps, complete, services, path } = timeline;
  const needs = new Map(
    steps
      .filter(({ type }) => type === 'AWS::ECS::Service')
      .map(({ id }) => [id, startNeeds(template, graph, id)]),
  );
  const isUnsafe = [...needs.values()]
    .flat()
    .some(({ missing }) => missing.length > 0);
  if (json) {
    console.log(
      JSON.stringify(
        {
          complete,
          services,
          path,
          steps: steps.map(step => ({
            ...step,
            waitsFor: [...(graph.get(step.id) ?? [])],
            needs: needs.get(step.id),
          })),
        },
        null,
        2,
      ),
    );
    return isUnsafe ? 2 : 0;
  }
  const lines = renderWaterfall(timeline, {
    width: process.stdout.columns ?? 120,
    emphasise: line => styleText('bold', line, { stream: process.stdout }),
    needs,
  });
  console.log(lines.join('\n'));
  console.log(`\ncritical path: ${path.join(' > ')}`);
  console.log(
    `complete after ${complete} s${
      services === undefined ? '' : `; services running after ${services} s`
    }`,
  );
  return isUnsafe ? 2 : 0;
}

runCommand(
  new Command('critical-path')
    .description(
      'What a new environment waits for, as a waterfall, with assumed durations',
    )
    .argument('<blueprint>', `one of ${blueprintIds.join(', ')}`)
    .option('--region <region>', 'AWS region; the blueprint’s home')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0, 1 refused, 2 tasks would start before something they need.',
    ),
  criticalPath,
);
