/// <reference path="./css.d.ts" />
import './content-policy.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'mantine-datatable/styles.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('console');
if (root) createRoot(root).render(<App />);
