import type { Property } from './Property';

/** The same input gives the same output. */
export const stability: readonly Property[] = [
  {
    sentence: 'is the same byte for byte when it is synthesised again',
    violations: ({ environment, again }) =>
      again.template === environment.template ? [] : ['other bytes'],
  },
  {
    sentence: 'has the same ids under another suffix or in another region',
    violations: ({ environment, neighbour }) => {
      if (!neighbour) return [];
      const ids = ({ resources }: typeof environment) =>
        resources.map(([id]) => id);
      return JSON.stringify(ids(environment)) === JSON.stringify(ids(neighbour))
        ? []
        : [
            ...ids(environment).filter(id => !ids(neighbour).includes(id)),
            ...ids(neighbour).filter(id => !ids(environment).includes(id)),
          ];
    },
  },
];
