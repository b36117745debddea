// Plays the frames of a recorded run in a loop, resting on the last; still when the reader wants no motion or scrolls away.

const frameTime = 160;
const restTime = 2600;

/** @param {HTMLElement} figure */
async function play(figure) {
  const response = await fetch(figure.dataset.recording);
  if (!response.ok) {
    return;
  }
  const recording = await response.json();
  const folder = figure.dataset.recording.replace(/[^/]*$/, "");
  const frames = recording.frames.map((name) => {
    const frame = new Image();
    frame.src = folder + name;
    return frame;
  });
  await Promise.all(frames.map((frame) => frame.decode()));

  const picture = figure.querySelector("img");
  const caption = figure.querySelector("figcaption");
  const start = caption.textContent;
  const show = (index) => {
    picture.src = frames[index].src;
    caption.textContent = index === 0 ? start : figure.dataset.caption.replace("{0}", recording.iterations[index]);
  };

  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    show(frames.length - 1);
    return;
  }
  let visible = true;
  new IntersectionObserver((entries) => { visible = entries[0].isIntersecting; }).observe(figure);
  let index = 0;
  const step = () => {
    if (visible && !document.hidden) {
      index = (index + 1) % frames.length;
      show(index);
    }
    setTimeout(step, index === frames.length - 1 || index === 0 ? restTime : frameTime);
  };
  setTimeout(step, restTime);
}

document.querySelectorAll("[data-recording]").forEach((figure) => play(figure));
