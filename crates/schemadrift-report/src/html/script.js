"use strict";
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const findings = [...document.querySelectorAll("article.finding")];
  const status = form.querySelector("[role=status]");
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
    let shown = 0;
    for (const finding of findings) {
      const fits = wanted.every(([key, value]) => finding.dataset[key] === value);
      finding.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    status.textContent = `${shown} of ${findings.length} findings are shown`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
