/** Where the page begins. */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/guide.css';
import './styles/parts.css';
import './styles/composer.css';
import './styles/dialog.css';
import './styles/account.css';
import './styles/telegram.css';
import './styles/linkedin.css';
import './styles/x.css';
import './styles/feed.css';
import './styles/slack.css';
import './styles/discord.css';
import './styles/written.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(<App />);
