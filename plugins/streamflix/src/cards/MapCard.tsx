import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { RiTable2 } from '@remixicon/react';
import { useState } from 'react';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { streamflixTranslationRef } from '../translation';
import styles from './MapCard.module.css';
import { MapDrawing } from './MapDrawing';
import { MapTable } from './MapTable';
import { LoadingCard, StatusCard } from './StatusCard';
import { useVerdict } from './useMapTexts';

/** A one-line verdict on the environment, and its map. Renders nothing if it is not known what the environment consists of. */
export function MapCard({ reading }: { reading: StatusReading }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const verdictOf = useVerdict();
  const [isTable, setTable] = useState(false);
  const { status, error } = reading;
  const title = t('map.title');
  if (!status) return error ? null : <LoadingCard wide title={title} />;
  const { parts = [] } = status;
  if (parts.length === 0) return null;
  return (
    <StatusCard
      wide
      title={title}
      headerActions={
        <ToggleButton
          size="small"
          iconStart={<RiTable2 aria-hidden />}
          isSelected={isTable}
          onChange={setTable}
        >
          {t('map.asTable')}
        </ToggleButton>
      }
    >
      <p className={styles.verdict}>
        <strong className={styles.health} data-health={status.health}>
          {t('map.verdict', { health: t(`health.${status.health}`) })}
        </strong>{' '}
        {verdictOf(status)}
      </p>
      {isTable ? <MapTable parts={parts} /> : <MapDrawing parts={parts} />}
    </StatusCard>
  );
}
