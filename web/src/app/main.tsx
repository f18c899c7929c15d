import { App } from './app';
import { start } from './start';

void start(<App />);
