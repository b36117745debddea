// The live picture of a run. The hub says that there is news; the picture itself is fetched over HTTP, the newest only, and
// the next not before the last is shown. So a slow browser sees fewer pictures and holds nobody up.

/* global signalR */

const retryDelays = [0, 500, 1000, 2000, 5000]; // then every 5 s for as long as the page is open

/**
 * @param {HTMLElement} root The run page.
 * @param {string} jobId
 */
export async function mount(root, jobId) {
  const picture = new RunPicture(root, jobId);
  await picture.watch();
  return picture;
}

class RunPicture {
  #connection;
  #sequence = 0; // of the newest news
  #wanted = null; // address of the picture to show next
  #shownFrame = 0;
  #loading = false;
  #shows = 0;
  #timelineChosen = false;
  #listening = new AbortController();

  constructor(root, jobId) {
    this.root = root;
    this.jobId = jobId;
    this.title = document.title;
    this.#connection = new signalR.HubConnectionBuilder()
      .withUrl("/hubs/jobs", { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => retryDelays[Math.min(previousRetryCount, retryDelays.length - 1)] })
      .configureLogging(signalR.LogLevel.Error)
      .build();
    this.#connection.on("Progress", (news) => this.#hear(news));
    this.#connection.on("Finished", (news) => this.#hear(news));
    this.#connection.onreconnected(() => this.#ask());
    const signal = this.#listening.signal;
    root.addEventListener("input", (event) => this.#input(event.target), { signal });
    root.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("visibilitychange", () => this.#load(), { signal });
    this.#split(50);
  }

  async watch() {
    await this.#connection.start();
    await this.#ask();
  }

  async dispose() {
    this.#listening.abort();
    await this.#connection.stop();
  }

  async #ask() {
    this.#hear(await this.#connection.invoke("Watch", this.jobId));
  }

  /** Every message may come late or twice: only a newer one counts. */
  #hear(news) {
    if (news.sequence < this.#sequence) {
      return;
    }
    this.#sequence = news.sequence;
    const isLive = news.state === "running" || news.state === "queued" || news.state === "paused";
    document.title = isLive && news.iterations > 0
      ? `${Math.floor((100 * news.iteration) / news.iterations)} % · ${this.title}`
      : this.title;
    if (news.state === "completed") {
      this.#want(`/api/jobs/${this.jobId}/frames/best?size=2048&attempt=${news.attempt}`, news.frameSequence);
    } else if (news.frameSequence > this.#shownFrame) {
      this.#want(`/api/jobs/${this.jobId}/frames/latest?sequence=${news.frameSequence}`, news.frameSequence);
    }
  }

  #want(address, frame) {
    if (!this.#timelineChosen) {
      this.#wanted = { address, frame };
      void this.#load();
    }
  }

  async #load() {
    if (this.#loading || !this.#wanted || document.hidden) {
      return;
    }
    const { address, frame } = this.#wanted;
    this.#wanted = null;
    this.#loading = true;
    try {
      const response = await fetch(address);
      if (response.ok) {
        await this.#show(await response.blob());
        this.#shownFrame = Math.max(this.#shownFrame, frame);
      }
    } catch {
      // The server is away; the connection notices, and asks again when it is back.
    } finally {
      this.#loading = false;
    }
    void this.#load();
  }

  async #show(blob) {
    const image = this.root.querySelector("[data-after]");
    const before = image.src;
    image.src = URL.createObjectURL(blob);
    await image.decode();
    if (before.startsWith("blob:")) {
      URL.revokeObjectURL(before);
    }
    image.hidden = false;
    this.root.querySelector("[data-waiting]").hidden = true;
    this.#shows++;
    this.root.querySelector("[data-compare]").dataset.shows = this.#shows;
  }

  #input(target) {
    if (target.matches("[data-split]")) {
      this.#split(Number(target.value));
    } else if (target.matches("[data-timeline]")) {
      this.#travel(target);
    }
  }

  #split(percent) {
    this.root.querySelector("[data-compare]").style.setProperty("--split", `${percent}%`);
  }

  /** Shows a kept iteration; what is shown is what is downloaded. */
  #travel(slider) {
    const iterations = slider.dataset.iterations.split(" ");
    const isFinal = Boolean(slider.dataset.final) && Number(slider.value) === iterations.length - 1;
    const iteration = iterations[slider.value];
    slider.setAttribute("aria-valuetext", iteration);
    this.root.querySelector("[data-timeline-label]").textContent = isFinal ? slider.dataset.final : iteration;
    this.#timelineChosen = false;
    this.#want(`/api/jobs/${this.jobId}/frames/${isFinal ? "best" : iteration}?size=2048`, 0);
    this.#timelineChosen = !isFinal;
    this.root.dataset.chosen = isFinal ? "" : iteration;
  }

  /** The chosen iteration goes into the address of the download at the last moment, for the format may change meanwhile. */
  #click(event) {
    const link = event.target.closest("[data-download]");
    if (!link) {
      return;
    }
    const address = new URL(link.href);
    if (this.root.dataset.chosen) {
      address.searchParams.set("iteration", this.root.dataset.chosen);
    } else {
      address.searchParams.delete("iteration");
    }
    link.href = address;
  }
}
