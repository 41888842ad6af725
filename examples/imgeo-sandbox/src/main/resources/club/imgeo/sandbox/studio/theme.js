// Stands in the head, so that a page that was asked to be dark does not begin in light.
document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";
