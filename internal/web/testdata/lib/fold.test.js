import { fold } from "../lib/fold.js";
import { equal } from "./world.js";

export const tests = {
  "marks, capitals and spaces": () => {
    equal(fold("  Sổ  ĐỎ "), "so do", "composed");
    equal(fold("Ho\u0323\u0302 ti\u0323ch"), "ho tich", "decomposed");
    equal(fold("Đăng ký khai sinh, ưu tiên"), "dang ky khai sinh, uu tien", "all of them");
    equal(fold("hoà giải"), fold("hòa giải"), "either spelling");
  },
};
