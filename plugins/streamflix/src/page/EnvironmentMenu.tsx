import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiEqualizerLine,
  RiMore2Fill,
} from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { streamflixTranslationRef } from '../translation';
import { useEnvironmentActions } from './useEnvironmentActions';

function Actions({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { isKnown, change, destroy } = useEnvironmentActions(environment);
  // A menu that grows while it opens is no menu to aim at.
  if (!isKnown) return null;
  return (
    <Menu
      aria-label={t('actions.menu', { suffix: environment.suffix })}
      placement="bottom end"
    >
      {change && (
        <MenuItem href={change} iconStart={<RiEqualizerLine aria-hidden />}>
          {t('actions.change')}
        </MenuItem>
      )}
      {destroy && (
        <MenuItem
          href={destroy}
          color="danger"
          iconStart={<RiDeleteBinLine aria-hidden />}
        >
          {t('actions.destroy')}
        </MenuItem>
      )}
      {!change && !destroy && (
        <MenuItem isDisabled>{t('actions.none')}</MenuItem>
      )}
    </Menu>
  );
}

/** What can be done with one of many environments. What a person may do is asked when the menu is opened, not for every row. */
export function EnvironmentMenu({
  environment,
}: {
  environment: EnvironmentRef;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Fill aria-hidden />}
        aria-label={t('actions.menu', { suffix: environment.suffix })}
      />
      {isOpen && <Actions environment={environment} />}
    </MenuTrigger>
  );
}
