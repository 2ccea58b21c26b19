import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  layOutMap,
  type PartStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import styles from './MapCard.module.css';
import { useMapTexts } from './useMapTexts';

/** The content of the map as a table. */
export function MapTable({ parts }: { parts: readonly PartStatus[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { nameOf, healthOf, valueOf } = useMapTexts();
  const { edges } = layOutMap(parts.map(({ id }) => id));
  return (
    <table className={styles.table} aria-label={t('map.title')}>
      <thead>
        <tr>
          <th scope="col">{t('resources.part')}</th>
          <th scope="col">{t('page.health')}</th>
          <th scope="col">{t('running.value')}</th>
          <th scope="col">{t('map.target')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(part => (
          <tr key={part.id}>
            <th scope="row">{nameOf(part.id)}</th>
            <td>{healthOf(part)}</td>
            <td>{valueOf(part)}</td>
            <td>
              {edges
                .filter(({ from }) => from === part.id)
                .map(({ to }) => nameOf(to))
                .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
