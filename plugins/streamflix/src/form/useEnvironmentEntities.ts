import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { entityType } from '@streamflix/backstage-plugin-streamflix-common';
import { useCached } from '../api/useCached';

/** An environment in the catalog. */
export interface EnvironmentEntity {
  /** Entity reference. */
  ref: string;
  /** Unlike that of any other. */
  title: string;
}

/** The title alone, where no other environment has it. */
const withUniqueTitles = (
  found: readonly { ref: string; name: string; title: string }[],
): EnvironmentEntity[] =>
  found.map(({ ref, name, title }) => ({
    ref,
    title:
      found.filter(other => other.title === title).length > 1
        ? `${title}, ${name}`
        : title,
  }));

/** The environments in the catalog that the user may see, by title; undefined while they are being read. */
export function useEnvironmentEntities(): {
  environments?: EnvironmentEntity[];
  error?: Error;
} {
  const catalogApi = useApi(catalogApiRef);
  const { data, error } = useCached(
    ['environment-entities'],
    async () => {
      const { items } = await catalogApi.getEntities({
        filter: { kind: 'Resource', 'spec.type': entityType },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
      });
      return withUniqueTitles(
        items.map(entity => {
          const { name, title = name } = entity.metadata;
          return { ref: stringifyEntityRef(entity), name, title };
        }),
      ).sort((a, b) => a.title.localeCompare(b.title));
    },
    { revalidateOnFocus: false, dedupingInterval: 10_000 },
  );
  return { environments: data, error };
}
