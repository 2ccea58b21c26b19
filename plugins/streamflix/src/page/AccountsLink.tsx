import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { useInstallation } from '../api/useInstallation';
import { accountsRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';

function LinkToAccounts() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const accounts = useRouteRef(accountsRouteRef);
  return (
    <ButtonLink variant="secondary" href={accounts()}>
      {t('accounts.link')}
    </ButtonLink>
  );
}

/** The link to the check of the accounts, for users who may see it. */
export function AccountsLink() {
  const { installation } = useInstallation();
  return installation?.mayCheckAccounts ? <LinkToAccounts /> : null;
}
