// The theme switch: light, dark, as the system. The server reads the cookie, so the next page comes in the right colours.

const order = ["system", "light", "dark"];
const cookieName = "dipweb.theme";

/** @returns {string} */
function current() {
  return document.documentElement.dataset.theme || "system";
}

/** @param {string} theme */
function choose(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  document.cookie = `${cookieName}=${theme}; path=/; max-age=31536000; samesite=lax`;
  describe();
}

function describe() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const theme = current();
    const label = button.dataset[`label${theme[0].toUpperCase()}${theme.slice(1)}`];
    button.setAttribute("aria-label", label);
    button.title = label;
    button.firstElementChild.textContent = theme === "light" ? "☀" : theme === "dark" ? "☾" : "◐";
  }
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-theme-switch]")) {
    choose(order[(order.indexOf(current()) + 1) % order.length]);
  }
});
describe();
