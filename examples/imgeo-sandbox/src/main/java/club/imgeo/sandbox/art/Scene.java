package club.imgeo.sandbox.art;

/** A kind of picture. What differs from one to the next of its kind is up to the dice. */
interface Scene {
    /** Paints the whole canvas. */
    Perch paint(Canvas canvas, Palette palette, Dice dice);

    /**
     * Where an animal may sit in the scene.
     *
     * @param y where its feet are
     * @param height how tall it looks there
     */
    record Perch(float x, float y, float height, Rgb colour) {}
}
