import type { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { streamflixTranslationRef, type Translate } from '../translation';
import { requireApi } from './requireApi';

/** The translations outside React: validators are called without a component. */
export const translationOf = (apiHolder: ApiHolder): Translate =>
  requireApi(apiHolder, translationApiRef).getTranslation(
    streamflixTranslationRef,
  ).t;
