// Where the pages begin: language and look as the person left them, then the router, then the shell.
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { applyLook } from './look/look.ts';
import './look/look.css';
import { createRoutes } from './router.ts';
import { words, startLanguage } from './words/index.ts';

async function start(): Promise<void> {
  applyLook();
  await startLanguage();
  const app = createApp(App);
  app.use(createPinia());
  app.use(words);
  app.use(createRoutes());
  app.mount('#app');
}

void start();
