import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';

export const stores = ['database', 'cache', 'stream'] as const;

/** The size of a store as text; undefined where a specification has none. */
export function useStoreSizes() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    { database, cache, stream }: EnvironmentSpec,
    store: (typeof stores)[number],
  ): string | undefined => {
    switch (store) {
      case 'database':
        if (database.kind === 'none') return undefined;
        return database.kind === 'aurora'
          ? t('review.sizes.aurora', {
              min: String(database.minCapacity),
              max: String(database.maxCapacity),
            })
          : t('review.sizes.rds', {
              instanceClass: database.instanceClass,
              storage: String(database.storageGiB),
            });
      case 'cache':
        if (cache.kind === 'none') return undefined;
        return cache.kind === 'serverless'
          ? t('review.sizes.serverless', {
              storage: String(cache.maxStorageGiB),
            })
          : t('review.sizes.nodes', {
              number: String(cache.nodes),
              nodeType: cache.nodeType,
            });
      default:
        if (stream.mode === 'none') return undefined;
        return stream.mode === 'on-demand'
          ? t('review.sizes.onDemand')
          : t('review.sizes.shards', { count: stream.shards });
    }
  };
}
