import { App } from './app';
import { bootstrap } from './bootstrap';

void bootstrap(<App />);
