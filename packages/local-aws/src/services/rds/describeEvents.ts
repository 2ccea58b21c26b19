import {
  dateOf,
  type Fields,
  numberOf,
  stringOf,
  stringsOf,
} from '../../values';
import type { Resource, World } from '../../World';
import { clusterArn } from './describeCluster';
import { instanceArn } from './describeInstance';

const MINUTE = 60 * 1000;

/** Events of the period asked for, an hour when none is, the oldest first. Only what can be told from a resource's life is told. */
export function describeEvents(
  world: World,
  region: string,
  input: Fields,
): Fields[] {
  const end = dateOf(input.EndTime) ?? world.now();
  const start =
    dateOf(input.StartTime) ??
    new Date(end.getTime() - (numberOf(input.Duration) ?? 60) * MINUTE);
  const categories = stringsOf(input.EventCategories);
  return [
    ...world
      .list(region, 'AWS::RDS::DBCluster')
      .map(each =>
        eventOf(each, 'db-cluster', 'DB cluster', clusterArn(each, world)),
      ),
    ...world
      .list(region, 'AWS::RDS::DBInstance')
      .map(each =>
        eventOf(each, 'db-instance', 'DB instance', instanceArn(each, world)),
      ),
  ]
    .flat()
    .filter(({ Date: date }) => date >= start && date <= end)
    .filter(
      event =>
        !categories.length ||
        event.EventCategories.some(each => categories.includes(each)),
    )
    .filter(
      event =>
        (stringOf(input.SourceType) ?? event.SourceType) === event.SourceType &&
        (stringOf(input.SourceIdentifier) ?? event.SourceIdentifier) ===
          event.SourceIdentifier,
    )
    .sort((a, b) => a.Date.getTime() - b.Date.getTime());
}

function eventOf(
  { physicalId, phase, createdAt, updatedAt, reason }: Resource,
  type: string,
  words: string,
  arn: string,
) {
  const source = {
    SourceIdentifier: physicalId,
    SourceType: type,
    SourceArn: arn,
  };
  const event = (date: Date, category: string, message: string) => ({
    ...source,
    Date: date,
    EventCategories: [category],
    Message: message,
  });
  if (phase === 'creating') return [];
  if (phase === 'failed') {
    return [event(updatedAt, 'failure', reason ?? `${words} failed`)];
  }
  return [
    event(createdAt, 'creation', `${words} created`),
    ...(phase === 'deleting'
      ? [event(updatedAt, 'deletion', `${words} is being deleted`)]
      : []),
    ...(phase === 'updating'
      ? [event(updatedAt, 'configuration change', `${words} is being modified`)]
      : []),
  ];
}
