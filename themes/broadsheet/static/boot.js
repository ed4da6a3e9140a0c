// Runs before the first paint: says that scripts run, and sets the chosen colours.
document.documentElement.classList.add('js');
try {
  const theme = localStorage.getItem('broadsheet:theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is closed: follow the system */ }
