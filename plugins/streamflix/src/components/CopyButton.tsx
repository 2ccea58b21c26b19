import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { streamflixTranslationRef } from '../translation';

/** How long the button shows that it has copied, in milliseconds. */
const resultDuration = 2_000;

/** Copies a text. @param props.name - what is copied, for screen readers */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [{ error }, copy] = useCopyToClipboard();
  const [result, setResult] = useState<'copied' | 'failed'>();
  const [presses, setPresses] = useState(0);
  useEffect(() => {
    if (presses === 0) return undefined;
    setResult(error ? 'failed' : 'copied');
    const timer = setTimeout(() => setResult(undefined), resultDuration);
    return () => clearTimeout(timer);
  }, [presses, error]);
  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('copy.label', { name })}
        icon={
          result === 'copied' ? (
            <RiCheckLine aria-hidden />
          ) : (
            <RiFileCopyLine aria-hidden />
          )
        }
        onPress={() => {
          copy(text);
          setPresses(count => count + 1);
        }}
      />
      <VisuallyHidden role="status">
        {result && t(`copy.${result}`, { name })}
      </VisuallyHidden>
    </>
  );
}
