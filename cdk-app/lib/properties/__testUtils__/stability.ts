import type { Property } from './Property';

/** The same input gives the same output. */
export const stability: readonly Property[] = [
  {
    title: 'is the same byte for byte when it is synthesised again',
    violations: ({ environment, again }) =>
      again.template === environment.template ? [] : ['other bytes'],
  },
  {
    title: 'has the same ids under another suffix or in another region',
    violations: ({ environment, other }) => {
      if (!other) return [];
      const ids = ({ resources }: typeof environment) =>
        resources.map(([id]) => id);
      return JSON.stringify(ids(environment)) === JSON.stringify(ids(other))
        ? []
        : [
            ...ids(environment).filter(id => !ids(other).includes(id)),
            ...ids(other).filter(id => !ids(environment).includes(id)),
          ];
    },
  },
];
