import { Route, Routes } from 'react-router-dom';
import { accountsRouteRef } from '../routes';
import { AccountsContent } from './AccountsContent';
import { EnvironmentsContent } from './EnvironmentsContent';

/** The pages of the plugin, without header and frame. */
export function EnvironmentsRoutes() {
  return (
    <Routes>
      <Route path={accountsRouteRef.path} element={<AccountsContent />} />
      <Route path="*" element={<EnvironmentsContent />} />
    </Routes>
  );
}
