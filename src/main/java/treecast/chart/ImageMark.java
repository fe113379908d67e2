package treecast.chart;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** A grey image that fills the frame, pixel by pixel. */
record ImageMark(Series.Image image) implements Mark {

  /** How high it is for its width. */
  double shape() {
    return (double) image.height() / image.width();
  }

  @Override
  public String absence(Frame frame) {
    return Arrays.stream(image.pixels()).anyMatch(Double::isFinite) ? "" : "no finite values";
  }

  @Override
  public void draw(Canvas canvas, Frame frame) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.height() * image.width(); i++) {
      double ink = image.pixels()[i];
      pixels.setRGB(
          i % image.width(),
          i / image.width(),
          canvas.theme().grey(Double.isFinite(ink) ? ink : 0).getRGB());
    }
    canvas.image(pixels, frame.area());
  }
}
