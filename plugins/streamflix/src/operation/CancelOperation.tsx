import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import type { Operation } from '@streamflix/backstage-plugin-streamflix-common';
import { useId, useState } from 'react';
import { streamflixApiRef } from '../api';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import styles from './OperationContent.module.css';

/** Cancels an operation after the user has read what that does; the reason, where it cannot be cancelled. */
export function CancelOperation({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const api = useApi(streamflixApiRef);
  const reasonId = useId();
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const { ref, id, state, cancel } = operation;
  if (state !== 'in-progress') return null;
  if (!cancel.possible) {
    return (
      <div className={styles.cancel}>
        <Button variant="secondary" isDisabled aria-describedby={reasonId}>
          {t('timeline.cancel')}
        </Button>
        <p id={reasonId}>{cancel.reason}</p>
      </div>
    );
  }
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await api.cancelOperation(ref, id, { state: cancel.state });
      setOpen(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  const { suffix } = ref;
  const { effect } = cancel;
  return (
    <DialogTrigger
      isOpen={isOpen}
      onOpenChange={open => {
        setError(undefined);
        setOpen(open);
      }}
    >
      <Button variant="secondary">{t('timeline.cancel')}</Button>
      <Dialog width={480}>
        <DialogHeader>
          {t(`timeline.cancelTitle.${effect}`, { suffix })}
        </DialogHeader>
        <DialogBody>
          <Text as="p">{t(`timeline.cancelEffect.${effect}`, { suffix })}</Text>
          <Text as="p" color="secondary">
            {t('timeline.cancelNote')}
          </Text>
          {error !== undefined && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('timeline.cancelFailed')}
              description={messageOf(error, t)}
            />
          )}
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" slot="close">
            {t('timeline.keep')}
          </Button>
          <Button
            variant="primary"
            destructive
            isPending={isPending}
            onPress={() => void confirm()}
          >
            {t(`timeline.confirm.${effect}`)}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
