import type { Operation } from '../../protocols/Service';
import { stringOf, stringsOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { arnPage, atMost, missing } from './answers';
import { nameOf, requireCluster, servicesOf } from './clusters';
import { describeTask, taskArn } from './describeTask';
import { requireService } from './serviceOperations';
import type { ServiceScheduler } from './ServiceScheduler';

export function taskOperations(
  world: World,
  scheduler: ServiceScheduler,
): Record<string, Operation> {
  const tasksOf = (service: Resource) =>
    scheduler.tasks(service).map(task => ({ service, task }));

  return {
    ListTasks(input, { region }) {
      const services = stringOf(input.serviceName)
        ? [requireService(world, region, input)]
        : servicesOf(world, requireCluster(world, region, input.cluster));
      const stopped = input.desiredStatus === 'STOPPED';
      const family = stringOf(input.family);
      const arns = services
        .flatMap(tasksOf)
        .filter(({ task }) => (task.lastStatus === 'STOPPED') === stopped)
        .filter(
          ({ task }) =>
            !family || nameOf(task.taskDefinition).startsWith(`${family}:`),
        )
        .map(({ service, task }) => taskArn(world, service, task));
      return arnPage('taskArns', arns, input, 100);
    },

    DescribeTasks(input, { region }) {
      const cluster = requireCluster(world, region, input.cluster);
      const wanted = atMost(100, 'tasks', stringsOf(input.tasks));
      const all = servicesOf(world, cluster).flatMap(tasksOf);
      const found = wanted.map(id =>
        all.find(({ task }) => task.id === nameOf(id)),
      );
      return {
        tasks: found
          .filter(each => each !== undefined)
          .map(({ service, task }) => describeTask(world, service, task)),
        failures: missing(world, region, 'task', wanted, found),
      };
    },
  };
}
