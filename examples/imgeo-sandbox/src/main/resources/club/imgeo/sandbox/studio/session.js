// Who is at the page. The account's id outlives a reload; the key does not, since keys are shown once.

class Session extends EventTarget {
  #account = sessionStorage.getItem("account");
  #key = null;
  #balance = null;

  get account() { return this.#account; }
  get key() { return this.#key; }
  get balance() { return this.#balance; }

  begin(account, balance) {
    sessionStorage.setItem("account", account);
    this.#account = account;
    this.#key = null;
    this.#balance = balance;
    this.#tell();
  }

  /** The sandbox does not know the account any more: it was restarted without --data. */
  end() {
    sessionStorage.removeItem("account");
    this.#account = this.#key = this.#balance = null;
    this.#tell();
  }

  hold(key) {
    this.#key = key;
    this.#tell();
  }

  has(balance) {
    if (balance !== this.#balance) {
      this.#balance = balance;
      this.#tell();
    }
  }

  #tell() { this.dispatchEvent(new Event("change")); }
}

export const session = new Session();
