// Without the Backstage CLI, which would add them.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import streamflixPlugin from '@streamflix/backstage-plugin-streamflix/alpha';
import ReactDOM from 'react-dom/client';
import { signIn } from './signIn';

/* For `yarn bench portal`: what its pages need of the example, built in seconds. */
const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with id "root"');
ReactDOM.createRoot(root).render(
  createApp({
    features: [catalogPlugin, signalsPlugin, streamflixPlugin, signIn],
  }).createRoot(),
);
