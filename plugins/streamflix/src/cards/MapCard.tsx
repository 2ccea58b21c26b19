import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { RiTable2 } from '@remixicon/react';
import { useState } from 'react';
import type { StatusReading } from '../api/useEnvironmentStatus';
import { streamflixTranslationRef } from '../translation';
import { MapDrawing } from './MapDrawing';
import { MapTable } from './MapTable';
import { LoadingCard, StatusCard } from './StatusCard';

/** The map of an environment. Renders nothing if it is not known what the environment consists of, or if nothing of it is there. */
export function MapCard({ reading }: { reading: StatusReading }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [isTable, setTable] = useState(false);
  const { status, error } = reading;
  const title = t('map.title');
  if (!status) return error ? null : <LoadingCard wide title={title} />;
  const { parts = [] } = status;
  if (parts.every(({ health }) => !health || health === 'absent')) return null;
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
      {isTable ? <MapTable parts={parts} /> : <MapDrawing parts={parts} />}
    </StatusCard>
  );
}
