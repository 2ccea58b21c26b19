import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { streamflixTranslationRef } from '../translation';
import { EnvironmentsRoutes } from './EnvironmentsRoutes';

/** The page of a classic app, which renders no header of its own. */
export function EnvironmentsPage() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('title')} subtitle={t('page.subtitle')} />
      <Content>
        <EnvironmentsRoutes />
      </Content>
    </Page>
  );
}
