-- The charge journal: who paid for what. For H2 and PostgreSQL, and made to be run again without harm.
-- In PostgreSQL, run it as the owner of the database, a superuser, or the user of the component, with the schema that is to
-- have the tables first on the search path: tables of other roles are refused.
-- The component runs this itself where it may. Who uses the journal needs SELECT, INSERT, UPDATE and DELETE on both
-- tables. It holds no prompt and no API key.

CREATE TABLE IF NOT EXISTS imgeo_charge (
    charge_key     VARCHAR(255)                NOT NULL,
    attempt        INTEGER                     NOT NULL,
    -- Of the form in which the row is stored; a component that does not know it does not start.
    version        INTEGER                     NOT NULL,
    -- INTENT, IN_DOUBT, REFUSED or DONE.
    state          VARCHAR(20)                 NOT NULL,
    changed_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- Whether the outcome came when it was in doubt already.
    late           BOOLEAN                     NOT NULL,
    request_hash   VARCHAR                     NOT NULL,
    model          VARCHAR                     NOT NULL,
    -- In credits; null where nobody knows it.
    price          NUMERIC(50, 20),
    component      VARCHAR                     NOT NULL,
    route          VARCHAR,
    tenant         VARCHAR,
    claimant       VARCHAR                     NOT NULL,
    claimed_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- After that, nobody waits for the outcome any more.
    deadline       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- NOT_CHARGED, REFUNDED, CHARGED or UNKNOWN; null for an INTENT.
    credit_outcome VARCHAR(20),
    credits_used   NUMERIC(50, 20),
    reason         VARCHAR,
    resolved_by    VARCHAR,
    -- One URL per line; null where no drawing is known.
    images         VARCHAR,
    drawn_model    VARCHAR,
    aspect_ratio   VARCHAR(40),
    image_partial  BOOLEAN,
    image_usable   BOOLEAN,
    PRIMARY KEY (charge_key, attempt)
);

-- For budgets and reports.
CREATE INDEX IF NOT EXISTS imgeo_charge_component ON imgeo_charge (component, claimed_at);

-- For budgets of tenants: what one of them has spent is found without looking at the others. A component that may make it
-- adds it to a table of an older version at its start.
CREATE INDEX IF NOT EXISTS imgeo_charge_tenant ON imgeo_charge (tenant, claimed_at);

-- For what is in doubt.
CREATE INDEX IF NOT EXISTS imgeo_charge_state ON imgeo_charge (state, claimed_at);

-- One row, locked by who counts a budget, so that no two nodes do so at a time.
CREATE TABLE IF NOT EXISTS imgeo_journal (
    id INTEGER PRIMARY KEY
);

INSERT INTO imgeo_journal (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM imgeo_journal);
