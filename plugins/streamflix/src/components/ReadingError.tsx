import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { streamflixTranslationRef } from '../translation';

/** What could not be read, with a button that reads it again. */
export function ReadingError(props: {
  title: string;
  description?: string;
  /** `danger` by default. */
  status?: 'danger' | 'warning';
  isReading?: boolean;
  retry(): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { title, description, status = 'danger', isReading, retry } = props;
  return (
    <Alert
      role="alert"
      status={status}
      icon
      title={title}
      description={description}
      customActions={
        <Button
          size="small"
          variant="secondary"
          isPending={isReading}
          onPress={retry}
        >
          {t('reading.retry')}
        </Button>
      }
    />
  );
}
