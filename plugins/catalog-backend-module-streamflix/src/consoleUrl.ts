/** Console domains of AWS's partitions, by region prefix. */
const consoles: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
];

/** The stack's page in the AWS console. */
export function consoleUrl(region: string, stackArn: string): string {
  const [, domain] = consoles.find(([prefix]) => region.startsWith(prefix)) ?? [
    '',
    'console.aws.amazon.com',
  ];
  const url = new URL(`https://${region}.${domain}/cloudformation/home`);
  url.searchParams.set('region', region);
  url.hash = `/stacks/stackinfo?stackId=${encodeURIComponent(stackArn)}`;
  return url.href;
}
