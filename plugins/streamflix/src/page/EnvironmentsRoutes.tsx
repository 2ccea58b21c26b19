import { Route, Routes } from 'react-router-dom';
import {
  accountsRouteRef,
  environmentRouteRef,
  operationRouteRef,
} from '../routes';
import { AccountsContent } from './AccountsContent';
import { EnvironmentContent } from './EnvironmentContent';
import { EnvironmentsContent } from './EnvironmentsContent';

/** The pages of the plugin, without header and frame. */
export function EnvironmentsRoutes() {
  return (
    <Routes>
      <Route path={accountsRouteRef.path} element={<AccountsContent />} />
      <Route path={environmentRouteRef.path} element={<EnvironmentContent />} />
      <Route path={operationRouteRef.path} element={<EnvironmentContent />} />
      <Route path="*" element={<EnvironmentsContent />} />
    </Routes>
  );
}
