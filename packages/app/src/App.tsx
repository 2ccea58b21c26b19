import { createApp } from '@backstage/frontend-defaults';
import { documentation } from './documentation';
import { navigation } from './navigation';
import { signIn } from './signIn';

/** Discovers plugins among the dependencies: `app.packages: all`. */
export default createApp({ features: [documentation, navigation, signIn] });
